// Everything works without this file; it makes choosing and confirming quicker.
document.documentElement.classList.add('js');
const one = (selector, root = document) => root.querySelector(selector);
const all = (selector, root = document) => [...root.querySelectorAll(selector)];

// menus close on Escape and on a click elsewhere
document.addEventListener('click', event => all('details.menu[open]').forEach(menu => {
  if (!menu.contains(event.target)) menu.open = false;
}));
document.addEventListener('keydown', event => {
  if (event.key !== 'Escape') return;
  all('details.menu[open]').forEach(menu => { menu.open = false; one('summary', menu).focus(); });
});
document.addEventListener('click', event => {
  const link = event.target.closest('.menu-list a[href^="#"]');
  if (link) link.closest('details').open = false;
});

// one key for the search, unless something is being written
document.addEventListener('keydown', event => {
  if (event.key === '/' && !event.target.closest('input, textarea, select') && !event.ctrlKey && !event.metaKey) {
    event.preventDefault();
    one('#global-search')?.focus();
  }
});

// the list: tri-state tick, bar with the count, everything that matches
const list = one('#list');
if (list && one('#bulk')) {
  const ticks = all('input[name=id]', list), head = one('#tick-all'), bar = one('#bulk'), count = one('#bulk-count');
  const every = one('#mark-all'), clear = one('#unmark'), whole = list.elements.all;
  const show = () => {
    const marked = ticks.filter(t => t.checked).length;
    const number = whole.value === '1' ? Number(list.dataset.total) : marked;
    head.checked = marked > 0 && marked === ticks.length;
    head.indeterminate = marked > 0 && marked < ticks.length;
    bar.classList.toggle('on', marked > 0);
    count.textContent = number === 1 ? count.dataset.one : count.dataset.other.replace('#', number);
    if (every) every.hidden = !(marked === ticks.length && whole.value === '0');
    clear.hidden = marked === 0;
  };
  head.addEventListener('change', () => { whole.value = '0'; ticks.forEach(t => { t.checked = head.checked; }); show(); });
  ticks.forEach(t => t.addEventListener('change', () => { whole.value = '0'; show(); }));
  every?.addEventListener('click', () => { whole.value = '1'; show(); });
  clear.addEventListener('click', () => { whole.value = '0'; ticks.forEach(t => { t.checked = false; }); show(); });
  addEventListener('pageshow', show);
  show();
}

// a link to a card that is folded opens it
const unfold = () => {
  const target = location.hash.length > 1 && document.getElementById(decodeURIComponent(location.hash.slice(1)));
  if (target && target.matches('details')) target.open = true;
};
addEventListener('hashchange', unfold);
unfold();

// the anonymization dialog: all fields, tallies per group, locked ticks
const dialog = one('#anonymize, [data-choices]');
if (dialog) {
  const boxes = all('input[name=field]', dialog), chooser = one('#choose-all');
  const show = () => {
    const chosen = boxes.filter(b => b.checked).length;
    chooser.checked = chosen === boxes.length;
    chooser.indeterminate = chosen > 0 && chosen < boxes.length;
    all('.tally', dialog).forEach(tally => {
      const inside = all(`fieldset[data-record="${tally.dataset.record}"] input[type=checkbox]`, dialog);
      tally.textContent = `${inside.filter(b => b.checked).length}/${inside.length}`;
    });
  };
  chooser.addEventListener('change', () => { boxes.forEach(b => { b.checked = chooser.checked; }); show(); });
  boxes.forEach(b => b.addEventListener('change', show));
  all('[data-locked]', dialog).forEach(b => b.addEventListener('click', event => event.preventDefault()));
  show();
}

// confirmations: the button wakes when what has to be typed is typed and every tick is set
const confirmations = root => all('.confirm', root).forEach(confirmation => {
  const typed = one('[data-typed]', confirmation), button = one('.btn-danger', confirmation);
  const ticks = all('input[type=checkbox][required]', confirmation);
  const wanted = confirmation.dataset.type.toLowerCase();
  const show = () => {
    const right = !typed || typed.value.trim().toLowerCase() === wanted;
    button.disabled = !(right && ticks.every(tick => tick.checked));
  };
  confirmation.addEventListener('input', show);
  confirmation.addEventListener('submit', () => { button.disabled = true; });
  addEventListener('pageshow', show);
  show();
});
confirmations(document);

// work that goes on is fetched again until it rests; what is being written elsewhere on the page, and the focus, stay
const main = one('main'), focusable = 'a, button, input, select, textarea, summary, [tabindex]';
const follow = () => { if (one('[data-refresh]')) setTimeout(again, 2000); };
const again = async () => {
  if (document.hidden) return follow();
  let answer, page;
  try {
    answer = await fetch(location.href);
    page = new DOMParser().parseFromString(await answer.text(), 'text/html');
  } catch { return follow(); }
  const next = one('main', page);
  if (!answer.ok || answer.redirected || !next) return location.reload();
  const place = all(focusable, main).indexOf(document.activeElement);
  main.replaceChildren(...next.childNodes);
  document.title = page.title;
  if (place >= 0) (all(focusable, main)[place] ?? main).focus({ preventScroll: true });
  confirmations(main);
  follow();
};
follow();

// the company chooser
const chooserField = one('input[data-options]');
if (chooserField) {
  let latest = 0;
  chooserField.addEventListener('input', async () => {
    const mine = ++latest, text = chooserField.value.trim();
    if (text.length < 2) return;
    const answer = await fetch(chooserField.dataset.options, {
      method: 'POST', body: new URLSearchParams({ text }), headers: { 'X-Gallra-Csrf': document.body.dataset.csrf }
    });
    if (answer.ok && mine === latest) chooserField.list.innerHTML = await answer.text();
  });
}

// unsaved changes
const guarded = one('form[data-guard]');
if (guarded) {
  let changed = false;
  guarded.addEventListener('input', () => { changed = true; });
  guarded.addEventListener('submit', () => { changed = false; });
  addEventListener('beforeunload', event => { if (changed) event.preventDefault(); });
}
