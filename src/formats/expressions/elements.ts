import { err, ok, type Result } from '../../result.ts';
import { number, text, type Unknown, type Value } from './value.ts';

type Element = readonly [key: Value, value: Value];

/** Keys and values of a collection, an object's by name as Terraform orders them. */
export function elementsOf(collection: Value): Result<readonly Element[], Unknown> {
  switch (collection.kind) {
    case 'tuple':
      if (collection.open !== undefined) return err(collection.open);
      return ok(collection.items.map((value, index) => [number(index), value]));
    case 'object': {
      if (collection.open !== undefined) return err(collection.open);
      const names = [...collection.entries.keys()].sort((a, b) => (a < b ? -1 : 1));
      return ok(names.flatMap((name) => elementOf(name, collection.entries.get(name))));
    }
    case 'unknown':
      return err(collection.unknown);
    default:
      return err({ reason: 'it goes through something that is no collection', fails: true });
  }
}

function elementOf(name: string, value: Value | undefined): readonly Element[] {
  return value === undefined ? [] : [[text(name), value]];
}
