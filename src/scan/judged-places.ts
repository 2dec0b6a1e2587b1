import type { ScanReport } from '../audit/index.ts';
import { withNamedRepositories } from '../sources/open-tag.ts';
import { withBuiltHere } from './built-here.ts';

/**
 * What is judged by the cache rules: the uses, and the places whose repository is plain though their tag is not, as uses of that
 * repository. Left unresolved is what nothing can be said of.
 */
export function judgedPlaces(
  report: Pick<ScanReport, 'uses' | 'unresolved'>,
): Pick<ScanReport, 'uses' | 'unresolved'> {
  const { uses, unresolved } = withNamedRepositories(report);
  return { uses: uses === report.uses ? uses : withBuiltHere(uses), unresolved };
}
