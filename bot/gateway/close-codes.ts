/** What to do after Discord closed a connection. */
export type Recovery =
  /** The session may go on: resume it. */
  | 'resume'
  /** The session is over: identify. */
  | 'identify'
  /** Nothing this process can do changes the answer. */
  | 'stop';

/** 4004 authentication failed, 4010 invalid shard, 4011 sharding required, 4012 API version, 4013 and 4014 intents. */
const STOP: ReadonlySet<number> = new Set([4004, 4010, 4011, 4012, 4013, 4014]);

/** 4007 invalid sequence, 4009 session timed out. */
const SESSION_OVER: ReadonlySet<number> = new Set([4007, 4009]);

/**
 * Source: Discord gateway reference, "Gateway Close Event Codes". A resume costs nothing and is refused by op 9 where it
 * is too late, so everything that does not end the session for certain is answered with one; 1000 and 1001 end it only
 * when they are sent by us.
 */
export function recoveryAfter(closeCode: number): Recovery {
  if (STOP.has(closeCode)) return 'stop';
  return SESSION_OVER.has(closeCode) ? 'identify' : 'resume';
}

/** Sent by us where the session shall go on: any code but 1000 and 1001. */
export const CLOSE_RESUMABLE = 4200;
