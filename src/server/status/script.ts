/**
 * Keeps an open page current: asks for the page again and takes over the parts that are marked `data-live`. All markup comes
 * from the server, which has escaped it. When no answer comes, the page says since when.
 */
export const script = `
(() => {
  const everyMs = 2000;
  const connection = document.getElementById('connection');
  let last = new Date();
  let timer;
  const update = async () => {
    const answer = await fetch(location.href, { cache: 'no-store', signal: AbortSignal.timeout(10000) });
    if (!answer.ok) throw new Error(String(answer.status));
    const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
    for (const part of document.querySelectorAll('[data-live]')) {
      const next = page.getElementById(part.id);
      if (next === null || next.outerHTML === part.outerHTML || part.contains(document.activeElement)) continue;
      part.className = next.className;
      part.replaceChildren(...next.childNodes);
    }
    document.title = page.title;
    last = new Date();
  };
  const tick = async () => {
    clearTimeout(timer);
    if (!document.hidden) {
      try {
        await update();
        connection.hidden = true;
        document.body.classList.remove('lost');
      } catch {
        const text = 'No answer from the server since ' + last.toLocaleTimeString() + '. What is shown is from then.';
        if (connection.textContent !== text) connection.textContent = text;
        connection.hidden = false;
        document.body.classList.add('lost');
      }
    }
    clearTimeout(timer);
    timer = setTimeout(tick, everyMs);
  };
  document.addEventListener('visibilitychange', () => { if (!document.hidden) tick(); });
  timer = setTimeout(tick, everyMs);
})();
`;
