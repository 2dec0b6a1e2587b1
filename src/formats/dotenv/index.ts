/** Files of variables, `.env`, as Compose reads them. Nothing here puts values in the place of variables. */
export { type DotenvEntry, parseDotenv } from './parse.ts';
