/** How long a condition may take before a test gives up on it, on a busy machine. */
const PATIENCE = 20_000;

/** Resolves once the condition holds; throws with what was awaited when it does not in time. */
export async function until(
  condition: () => boolean | Promise<boolean>,
  what: string,
  patience = PATIENCE,
): Promise<void> {
  const deadline = Date.now() + patience;
  while (!(await condition())) {
    if (Date.now() > deadline) throw new Error(`Waited in vain: ${what}.`);
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}
