import type { Prisma } from '#core/platform/db.server.ts';
import {
  type OwnRequest,
  type RequestProgress,
  type RequestReason,
  type RequestState,
  type RequestStep,
  type Right,
  requestReasons,
  requestStates,
  rights,
  type Surface,
  surfaces,
} from '../schema.ts';

export const withSteps = { steps: { orderBy: { place: 'asc' } } } as const satisfies Prisma.RightsRequestInclude;
export const withAll = { ...withSteps, export: true } as const satisfies Prisma.RightsRequestInclude;

type Row = Prisma.RightsRequestGetPayload<{ include: typeof withAll }>;

const stepStates: readonly RequestStep['state'][] = ['waiting', 'running', 'done'];

/** The checks of the tables hold what is looked for here. */
function oneOf<T extends string>(known: readonly T[], text: string | null): T | null {
  return known.find((one) => one === text) ?? null;
}

/** What names nobody of a request. */
export function progressOf(row: Omit<Row, 'export'>): RequestProgress {
  return {
    requestId: row.id,
    right: oneOf<Right>(rights, row.right) ?? 'export',
    of: row.of === 'guild' ? 'guild' : 'person',
    state: oneOf<RequestState>(requestStates, row.state) ?? 'open',
    reason: oneOf<RequestReason>(requestReasons, row.reason),
    askedAt: row.askedAt,
    ownDueAt: row.ownDueAt,
    dueAt: row.dueAt,
    finishedAt: row.finishedAt,
    steps: row.steps.map(({ name, state, done }) => ({ name, state: oneOf(stepStates, state) ?? 'waiting', done })),
    hasReceipt: row.receiptNumber !== null,
  };
}

export function ownRequest(row: Row): OwnRequest {
  const { export: file } = row;
  return {
    ...progressOf(row),
    guildId: row.guildId?.toString() ?? null,
    purpose: row.purpose,
    undo: row.undo,
    words: row.words,
    answer: row.answer,
    surface: oneOf<Surface>(surfaces, row.surface) ?? 'dashboard',
    file: file && {
      bytes: Number(file.bytes),
      rows: file.rows,
      sha256: Buffer.from(file.sha256).toString('hex'),
      expiresAt: file.expiresAt,
      deletedAt: file.deletedAt,
    },
  };
}
