import { createServer, type Socket } from 'node:net';

const HOST = '127.0.0.1';
/** Messages that are remembered. */
const MOST = 200;

export interface ReceivedMail {
  from: string;
  to: string[];
  /** Headers and body as they came, CRLF. */
  source: string;
}

/** How recipients are answered. */
export type MailMood = 'take' | 'later' | 'refuse';

export interface RunningMail {
  /** smtp://127.0.0.1:PORT */
  url: string;
  received: ReceivedMail[];
  /** Answers to recipients from now on: taken, put off with 451, or refused for good with 550. */
  mood: MailMood;
  stop(): Promise<void>;
}

/** A mail server that keeps what it is given and sends nothing on. Source: RFC 5321, without extensions but 8BITMIME. */
export async function startMail(port = 0): Promise<RunningMail> {
  const sockets = new Set<Socket>();
  const running: RunningMail = {
    url: '',
    received: [],
    mood: 'take',
    async stop() {
      for (const socket of sockets) socket.destroy();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    socket.on('error', () => {});
    converse(socket, running);
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, HOST, resolve);
  });
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the server has no port');
  running.url = `smtp://${HOST}:${address.port}`;
  return running;
}

function converse(socket: Socket, mail: RunningMail): void {
  let rest = '';
  let letter: { from: string; to: string[]; lines: string[] | null } = { from: '', to: [], lines: null };
  const say = (text: string) => socket.write(`${text}\r\n`);
  const moods: Record<MailMood, string> = { take: '250 OK', later: '451 Try later', refuse: '550 No such mailbox' };
  const hear = (line: string) => {
    if (letter.lines) {
      if (line !== '.') return letter.lines.push(line.startsWith('..') ? line.slice(1) : line);
      mail.received.push({ from: letter.from, to: letter.to, source: letter.lines.join('\r\n') });
      mail.received.splice(0, mail.received.length - MOST);
      letter = { from: '', to: [], lines: null };
      return say('250 Taken');
    }
    const [verb = ''] = line.toUpperCase().split(/[ :]/, 1);
    const address = /<([^>]*)>/.exec(line)?.[1] ?? '';
    switch (verb) {
      case 'EHLO':
        return say('250-simulated\r\n250 8BITMIME');
      case 'HELO':
      case 'NOOP':
        return say('250 OK');
      case 'MAIL':
        letter = { from: address, to: [], lines: null };
        return say('250 OK');
      case 'RCPT':
        if (mail.mood === 'take') letter.to.push(address);
        return say(moods[mail.mood]);
      case 'DATA':
        if (letter.to.length === 0) return say('503 No recipient');
        letter.lines = [];
        return say('354 Go on');
      case 'RSET':
        letter = { from: '', to: [], lines: null };
        return say('250 OK');
      case 'QUIT':
        say('221 Bye');
        return socket.end();
      default:
        return say('502 Not known');
    }
  };
  socket.setEncoding('utf8').on('data', (text: string) => {
    const lines = (rest + text).split('\r\n');
    rest = lines.pop() ?? '';
    for (const line of lines) hear(line);
  });
  say('220 simulated ESMTP');
}
