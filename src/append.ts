/**
 * Adds items to the end of a list. `push` with the items spread hands each over as an argument, on the stack: some hundred thousand
 * of them, as a hostile file can bring, end the program.
 */
export function append<T>(list: T[], items: Iterable<T>): void {
  for (const item of items) list.push(item);
}
