import { fromPython } from './bring.mjs';

/** The Azure CLI: some 400 MB with its libraries, most of them for other services. */
export const az = () => fromPython('az', 'azure-cli', '2.91.0');
