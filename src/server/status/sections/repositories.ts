import { formatBytes, formatCount } from '../format.ts';
import { type Html, html } from '../html.ts';
import type { CachedRepository, CachedTag, RepositoryPage } from '../repositories.ts';
import { emptyRow, shortDigest, table } from './table.ts';
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
    rows: rows.length === 0 ? [emptyRow(columns.length, 'Nothing is cached yet.')] : rows,
    after: html`
<nav id="pages" aria-label="Pages of cached images" data-live><p>${formatCount(total)} ${total === 1 ? 'repository' : 'repositories'} ${first}${further}</p></nav>`,
  });
}

function repositoryRows(repository: CachedRepository, now: number): readonly Html[] {
  const { name, source, tags, tagCount } = repository;
  if (tags.length === 0) {
    return [
      html`<tr><th scope="row">${name} <small>${source}</small></th><td colspan="4">by digest only</td></tr>`,
    ];
  }
  const more = tagCount - tags.length;
  return [
    ...tags.map((tag) => tagRow(repository, tag, now)),
    ...(more > 0 ? [emptyRow(columns.length, `and ${formatCount(more)} more tags of ${name}`)] : []),
  ];
}

function tagRow({ name, source }: CachedRepository, tag: CachedTag, now: number): Html {
  const size = tag.sizeBytes === null ? '–' : formatBytes(tag.sizeBytes);
  const used = tag.usedAt === null ? '–' : ago(tag.usedAt, now);
  return html`<tr><th scope="row">${name}:${tag.tag} <small>${source}</small></th><td>${shortDigest(tag.digest)}</td><td class="number">${size}</td><td>${used}</td><td>${ago(tag.checkedAt, now)}</td></tr>`;
}
