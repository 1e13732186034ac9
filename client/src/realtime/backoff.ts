const first = 1_000;
const longest = 15_000;

/**
 * How long to wait before try number `attempt` (from 0): doubling, with the whole span left to chance, so that a
 * thousand clients of a restarted server do not come back in the same instant.
 */
export function backoff(attempt: number, random: () => number = Math.random): number {
  return random() * Math.min(longest, first * 2 ** Math.min(attempt, 10));
}
