import { formatBytes, formatCount } from '../format.ts';
import { type Html, html } from '../html.ts';
import type { CachedRepository, CachedTag, RepositoryPage } from '../repositories.ts';
import { shortDigest, table } from './table.ts';
import { ago } from './time.ts';

const columns: readonly string[] = ['Image', 'Manifest', 'Size', 'Last used', 'Checked'];

export function repositoriesSection(page: RepositoryPage, isFirst: boolean, now: number): Html {
  const { repositories, total, next } = page;
  const rows = repositories.flatMap((repository) => repositoryRows(repository, now));
  const first = isFirst ? undefined : html`<a href="/">first page</a> `;
  const further =
    next === null
      ? undefined
      : html`<a href="/?last=${encodeURIComponent(next)}#repositories-title">next page</a>`;
  return table({
    id: 'repositories',
    title: 'Cached images',
    columns,
    numeric: ['Size'],
    rows: rows.length === 0 ? ['Nothing is cached yet.'] : rows,
    after: html`
<nav id="pages" aria-label="Pages of cached images" data-live><p>${formatCount(total)} ${total === 1 ? 'repository' : 'repositories'} ${first}${further}</p></nav>`,
  });
}

type Row = readonly (Html | string)[] | string;

function repositoryRows(repository: CachedRepository, now: number): readonly Row[] {
  const { name, source, tags, tagCount } = repository;
  if (tags.length === 0) return [[html`${name} <small>${source}</small>`, 'by digest only', '–', '–', '–']];
  const more = tagCount - tags.length;
  return [
    ...tags.map((tag) => tagRow(repository, tag, now)),
    ...(more > 0 ? [`and ${formatCount(more)} more tags of ${name}`] : []),
  ];
}

function tagRow({ name, source }: CachedRepository, tag: CachedTag, now: number): Row {
  return [
    html`${name}:${tag.tag} <small>${source}</small>`,
    shortDigest(tag.digest),
    tag.sizeBytes === null ? '–' : formatBytes(tag.sizeBytes),
    tag.usedAt === null ? '–' : ago(tag.usedAt, now),
    ago(tag.checkedAt, now),
  ];
}
