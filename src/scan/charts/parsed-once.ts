import { createParseCache } from '../../helm/engine/parse-cache.ts';
import type { Parsed } from './analyse-unit.ts';

/** More schemas than any chart has with its subcharts. */
const mostSchemas = 100;

/** What charts share while it is parsed; both keep a bounded part of it. */
export function parsedOnce(): () => Parsed {
  const parsed: Parsed = { templates: createParseCache(), schemas: new Map() };
  return () => {
    if (parsed.schemas.size > mostSchemas) parsed.schemas.clear();
    return parsed;
  };
}
