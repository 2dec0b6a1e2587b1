import { checks } from './audit/index.ts';
import { configSchemaFor, type Schema } from './config/index.ts';

/** The JSON Schema of `pullthrough.yaml`, with the checks that there are. */
export const configSchema: Schema = configSchemaFor(checks);
