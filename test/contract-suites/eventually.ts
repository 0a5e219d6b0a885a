/** How long an index may lag behind its table before it counts as wrong. */
const patienceMs = 60_000;

/** Holds what is asserted to be so before long. An index follows its table, and says nothing of when. */
export async function eventually(assert: () => Promise<void>): Promise<void> {
  const end = Date.now() + patienceMs;
  for (;;) {
    try {
      await assert();
      return;
    } catch (error) {
      if (Date.now() > end) throw error;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }
}
