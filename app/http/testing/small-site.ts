/** Pages as a site of ours has them, with what a test adds. */
export function siteOf({
  html = '',
  cookies = [],
  policy = "default-src 'none'; script-src 'self' 'nonce-x'; img-src 'self' data:; form-action 'self' https://discord.com",
}: {
  html?: string;
  cookies?: readonly string[];
  policy?: string;
}): (path: string, init?: RequestInit) => Promise<Response> {
  return async (_path, init) => {
    const headers = new Headers({ 'content-security-policy': policy });
    if (init?.method === 'POST') headers.append('set-cookie', '__Host-procord=sealed; Path=/; Secure; HttpOnly');
    for (const line of cookies) headers.append('set-cookie', line);
    const body = `<link rel="stylesheet" href="/assets/a.css"><a href="https://elsewhere.example">out</a>${html}`;
    return new Response(body, { headers });
  };
}
