import { fromPython } from './bring.mjs';

export const preCommit = () => fromPython('pre-commit', 'pre-commit', '4.7.0');
