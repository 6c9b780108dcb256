/** Where the instance under test is, as the global setup left it for the workers. */
function given(name: string): string {
  const value = process.env[name];
  if (!value) throw new Error(`${name} is not set: the specs run under "npx playwright test".`);
  return value;
}

export const instance = {
  get origin(): string {
    return given('E2E_ORIGIN');
  },
  get simulatorUrl(): string {
    return given('E2E_SIMULATOR');
  },
  /** What stands in for an Umami: GET /arrived tells what it was told. */
  get counterUrl(): string {
    return given('E2E_COUNTER');
  },
  get home(): string {
    return given('E2E_HOME');
  },
};
