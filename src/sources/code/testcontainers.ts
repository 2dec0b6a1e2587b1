import type { FoundImage } from '../image-use.ts';
import { type Argument, type Call, callsOf } from './calls.ts';
import { imagesOfArgument, type Sure } from './images.ts';
import { type Program, textOf } from './texts.ts';

/** Classes of other names that take an image: files of Compose do not. */
const CLASS = /^[A-Z]\w*Container(?:Def)?$/;
const NO_IMAGE = /Compose|Abstract|Docker(?:File|Client)|^(?:Dockerized|Web)?Container$|^K3sContainer$/;

/** What a constructor may call its image. */
const NAMED: ReadonlySet<string> = new Set(['image', 'dockerImage', 'dockerImageName', 'Image']);

/** The images that tests start with Testcontainers (testcontainers.com, the guides of each language). */
export function testcontainersImages(program: Program): readonly FoundImage[] {
  const { tokens, language } = program;
  const readers = language === 'go' ? go : language === 'csharp' ? csharp : classes;
  const calls = callsOf(tokens, (name) => readers.wanted(name));
  return calls.flatMap((call) => {
    const found = readers.argument(call, program);
    if (found === undefined) return [];
    const { argument, path, sure } = found;
    return imagesOfArgument(textOf(argument.tokens, program), path, program, sure);
  });
}

interface Found {
  readonly argument: Argument;
  readonly path: string;
  readonly sure: Sure;
}

interface Reader {
  readonly wanted: (name: string) => boolean;
  readonly argument: (call: Call, program: Program) => Found | undefined;
}

/** Java, Kotlin, JavaScript and Python: classes of containers, and `DockerImageName.parse`. */
const classes: Reader = {
  wanted: (name) => name === 'parse' || (CLASS.test(name) && !NO_IMAGE.test(name)),
  argument: ({ names, args, start, opening }, { tokens }) => {
    const name = names.at(-1) ?? '';
    const isParse = name === 'parse';
    if (opening === '{' || (isParse && names.at(-2) !== 'DockerImageName')) return undefined;
    // A definition of a class or a function has parameters in the place of arguments.
    const before = tokens[start - 1];
    if (before?.kind === 'name' && /^(?:class|fun|def|func|interface|object|extends)$/.test(before.text))
      return undefined;
    const argument = args.find(({ name: given }) => given !== undefined && NAMED.has(given)) ?? args[0];
    if (argument === undefined || (argument.name !== undefined && !NAMED.has(argument.name)))
      return undefined;
    // It is found by itself.
    if (!isParse && argument.tokens.some((token) => token.kind === 'name' && token.text === 'parse'))
      return undefined;
    return {
      argument,
      path: isParse ? 'DockerImageName.parse' : name,
      sure: isParse ? 'possible' : name === 'GenericContainer' && 'likely',
    };
  },
};

/** Go: requests, options, and the `Run` of modules. */
const go: Reader = {
  wanted: (name) => /^(?:ContainerRequest|WithImage|Run|RunContainer)$/.test(name),
  argument: ({ names, args, opening }, { source }) => {
    const [owner = '', name = ''] = names.slice(-2);
    const path = names.join('.');
    if (name === 'ContainerRequest' || (names.length === 1 && owner === 'ContainerRequest')) {
      const image = opening === '{' ? args.find((each) => each.name === 'Image') : undefined;
      return image && { argument: image, path: `${path}.Image`, sure: 'likely' };
    }
    if (opening === '{') return undefined;
    const isModule =
      owner === 'testcontainers' ||
      new RegExp(`testcontainers-go/modules/${owner}"|\\b${owner} "[^"]*testcontainers-go/`).test(
        source.text,
      );
    const argument = name === 'WithImage' ? args[0] : args[1];
    return isModule && argument !== undefined && argument.tokens.length === 1
      ? { argument, path, sure: name === 'WithImage' && 'likely' }
      : undefined;
  },
};

/** .NET: `WithImage`, and since version 4 the constructors of builders. */
const csharp: Reader = {
  wanted: (name) => name === 'WithImage' || /^[A-Z]\w*Builder$/.test(name),
  argument: ({ names, args, opening }) => {
    const name = names.at(-1) ?? '';
    const [argument] = args;
    if (opening === '{' || argument === undefined || argument.name !== undefined) return undefined;
    return { argument, path: name, sure: name === 'WithImage' && 'likely' };
  },
};
