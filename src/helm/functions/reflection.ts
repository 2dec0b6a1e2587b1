import { typeName } from '../go/type-name.ts';
import { anyAt, textAt } from './args.ts';
import { kindName } from './kind-name.ts';
import { bool, text } from './make.ts';
import type { Functions } from './types.ts';

/** Names of types and kinds in Go (sprig 3.3.0, reflect.go). */
export const reflection: Functions = {
  typeOf: { params: ['any'], run: (args) => text(typeName(anyAt(args, 0))) },
  typeIs: { params: ['string', 'any'], run: (args) => bool(textAt(args, 0) === typeName(anyAt(args, 1))) },
  typeIsLike: {
    params: ['string', 'any'],
    run: (args) => {
      const type = typeName(anyAt(args, 1));
      return bool(type === textAt(args, 0) || type === `*${textAt(args, 0)}`);
    },
  },
  kindOf: { params: ['any'], run: (args) => text(kindName(anyAt(args, 0))) },
  kindIs: { params: ['string', 'any'], run: (args) => bool(textAt(args, 0) === kindName(anyAt(args, 1))) },
};
