/** An open IF, FOR, WITH, TRY or WAIT. */
export interface Block {
  /** The conditions of the IFs that it is in, and its own, in their words. */
  readonly when?: string;
  /** How many they are. */
  readonly conditions: number;
  /** The condition of the IF that the block began with. */
  readonly first?: string;
}

/** So many conditions are told of one place; nobody reads more. */
const MOST_CONDITIONS = 10;

/** A block within those that are open; one of an IF has a condition. */
export function openBlock(
  blocks: Block[],
  condition?: { readonly when: string; readonly first: string },
): void {
  const { when, conditions } = blocks.at(-1) ?? { conditions: 0 };
  if (condition === undefined) blocks.push({ ...(when === undefined ? {} : { when }), conditions });
  else {
    const { first } = condition;
    blocks.push({ when: together(when, condition.when, conditions), conditions: conditions + 1, first });
  }
}

function together(outer: string | undefined, own: string, conditions: number): string {
  if (outer === undefined) return own;
  if (conditions < MOST_CONDITIONS) return `${outer} and ${own}`;
  return conditions === MOST_CONDITIONS ? `${outer} and more` : outer;
}
