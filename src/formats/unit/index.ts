/**
 * Unit files of systemd, which Podman's Quadlet writes its own in (systemd.syntax(7)): sections and assignments, each value
 * with its exact place.
 */
export { parseUnit, type UnitEntry, type UnitFile, type UnitProblem, valueSpan } from './parse.ts';
