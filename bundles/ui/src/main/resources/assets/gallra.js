// Everything works without this file; it makes choosing and confirming quicker.
document.documentElement.classList.add('js');
const one = (selector, root = document) => root.querySelector(selector);
const all = (selector, root = document) => [...root.querySelectorAll(selector)];
// what the browser keeps for us, where its user lets it: naming a store that is forbidden throws
const kept = store => ({
  get: key => { try { return window[store].getItem(key); } catch { return null; } },
  set: (key, value) => { try { window[store].setItem(key, value); } catch { /* then it is forgotten */ } },
  drop: key => { try { window[store].removeItem(key); } catch { /* nothing was kept */ } },
});
const always = kept('localStorage'), session = kept('sessionStorage');

// menus close on Escape, on a click elsewhere, and when the focus goes on
document.addEventListener('click', event => all('details.menu[open]').forEach(menu => {
  if (!menu.contains(event.target)) menu.open = false;
}));
document.addEventListener('focusout', event => {
  const menu = event.relatedTarget && event.target.closest?.('details.menu[open]');
  if (menu && !menu.contains(event.relatedTarget)) menu.open = false;
});
const writes = element => element.closest?.('input:not([type=checkbox]):not([type=radio]), textarea, select, [contenteditable]');
document.addEventListener('keydown', event => {
  if (event.key !== 'Escape' || event.defaultPrevented) return;
  const open = all('details.menu[open]');
  open.forEach(menu => { menu.open = false; one('summary', menu).focus(); });
  // what is being written is not thrown away by a key
  if (!open.length && !writes(event.target)) one('.dialog-foot a.btn-quiet')?.click();
});
// a menu leads to a form of the same page: it is unfolded, and one writes in it at once
document.addEventListener('click', event => {
  const link = event.target.closest('.menu-list a[href^="#"]');
  if (!link) return;
  link.closest('details').open = false;
  const target = document.getElementById(link.hash.slice(1)), field = target && one('input:not([type=hidden]), select, textarea', target);
  if (!field) return;
  event.preventDefault();
  if (target.closest('details')) target.closest('details').open = true;
  field.focus();
});

// single keys (the guide lists them), unless something is being written or they are switched off in this browser
const keys = { get on() { return always.get('gallra.keys') !== 'off'; } };
const rows = () => all('main table tbody tr:has(a)');
const row = () => document.activeElement.closest?.('main tbody tr');
const step = by => {
  const found = rows(), next = found[row() ? found.indexOf(row()) + by : by > 0 ? 0 : found.length - 1];
  if (next) { (one('th a', next) ?? one('a', next)).focus(); next.scrollIntoView({ block: 'nearest' }); }
};
const go = { s: '/ui/start', c: '/ui/contacts', f: '/ui/companies' };
const press = {
  '/': () => one('#global-search')?.focus(),
  '?': () => location.assign('/ui/help/keys'),
  n: () => {
    const what = one('[data-key=n]');
    what?.click();
    if (what?.matches('summary')) one('a', what.parentElement)?.focus();
  },
  e: () => one('[data-key=e]')?.click(),
  j: () => step(1),
  k: () => step(-1),
  x: () => row() && one('input[type=checkbox]', row())?.click(),
};
let waitsForPlace = false;
document.addEventListener('keydown', event => {
  if (event.key === 'Enter' && (event.ctrlKey || event.metaKey) && event.target.form) {
    event.preventDefault();
    return event.target.form.requestSubmit(one('button:not([type=button]):not([formaction])', event.target.form) ?? undefined);
  }
  if (writes(event.target) || event.ctrlKey || event.metaKey || event.altKey || !keys.on || !one('.shell')) return;
  const action = waitsForPlace ? go[event.key] && (() => location.assign(go[event.key])) : press[event.key];
  waitsForPlace = !waitsForPlace && event.key === 'g';
  if (action) { event.preventDefault(); action(); }
});
const switched = one('#keys-on');
if (switched) {
  switched.closest('p').hidden = false;
  switched.checked = keys.on;
  switched.addEventListener('change', () => always.set('gallra.keys', switched.checked ? 'on' : 'off'));
}

// the search answers while one types; without an answer, Enter asks the same of a page
const box = one('#global-search'), popup = one('#search-popup'), status = one('#search-status');
if (box && popup) {
  let asked, timer, active = -1;
  const options = () => all('[role=option]', popup);
  const set = (name, value) => value === null ? box.removeAttribute(name) : box.setAttribute(name, value);
  const close = () => {
    asked?.abort();
    clearTimeout(timer);
    popup.hidden = true;
    popup.replaceChildren();
    active = -1;
    set('aria-expanded', 'false');
    set('aria-controls', null);
    set('aria-activedescendant', null);
  };
  const mark = place => {
    const found = options();
    active = found.length && place !== null ? (place + found.length) % found.length : -1;
    found.forEach((option, i) => option.setAttribute('aria-selected', String(i === active)));
    set('aria-activedescendant', found[active]?.id ?? null);
    found[active]?.scrollIntoView({ block: 'nearest' });
  };
  const found = html => {
    const chosen = options()[active]?.getAttribute('href');
    popup.replaceChildren(...new DOMParser().parseFromString(html, 'text/html').body.childNodes);
    popup.hidden = false;
    const now = options();
    const at = chosen ? now.findIndex(option => option.getAttribute('href') === chosen) : -1;
    mark(at < 0 ? null : at);
    set('aria-expanded', String(now.length > 0));
    set('aria-controls', now.length > 0 ? 'search-list' : null);
    status.textContent = `${status.dataset.hits}: ${now.length}`;
  };
  const ask = async () => {
    const text = box.value.trim();
    asked?.abort();
    if (text.length < 2) return close();
    asked = new AbortController();
    const { signal } = asked;
    try {
      const body = new URLSearchParams(new FormData(box.form));
      const answer = await fetch('/ui/search/hits', { method: 'POST', body, signal, headers: { Accept: 'text/event-stream' } });
      if (!answer.ok || answer.redirected) return;
      // groups that are late come in events of their own, each with all that is there by then
      const reader = answer.body.pipeThrough(new TextDecoderStream()).getReader();
      for (let rest = '', part; !(part = await reader.read()).done;) {
        const events = (rest + part.value).split('\n\n');
        rest = events.pop();
        if (signal.aborted || document.activeElement !== box) return reader.cancel();
        const last = events.filter(event => event.startsWith('data:')).pop();
        if (last) found(last.replace(/^data: ?/gm, ''));
      }
    } catch { /* a newer question, or no server: Enter says so */ }
  };
  box.setAttribute('role', 'combobox');
  box.setAttribute('aria-autocomplete', 'list');
  box.setAttribute('aria-expanded', 'false');
  box.addEventListener('input', () => { clearTimeout(timer); timer = setTimeout(ask, 120); });
  box.addEventListener('focus', () => { if (popup.hidden && box.value.trim().length > 1) ask(); });
  box.addEventListener('keydown', event => {
    if (event.isComposing) return;
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      if (popup.hidden) return ask();
      event.preventDefault();
      mark(event.key === 'ArrowDown' ? active + 1 : active < 0 ? -1 : active - 1);
    } else if (event.key === 'Enter' && active >= 0) {
      event.preventDefault();
      options()[active].click();
    } else if (event.key === 'Escape' && !popup.hidden) {
      event.preventDefault();
      close();
    }
  });
  box.form.addEventListener('focusout', event => { if (!box.form.contains(event.relatedTarget)) close(); });
  // a click takes the focus from the field before it arrives
  popup.addEventListener('mousedown', event => event.preventDefault());
}

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
  // both buttons hide themselves: the focus goes where one goes on
  every?.addEventListener('click', () => { whole.value = '1'; show(); one('summary', bar).focus(); });
  clear.addEventListener('click', () => { whole.value = '0'; ticks.forEach(t => { t.checked = false; }); show(); head.focus(); });
  addEventListener('pageshow', show);
  show();
}

// columns are put in order where they stand, and sent when they are shown
document.addEventListener('click', event => {
  const step = event.target.closest?.('.column-list button');
  if (!step) return;
  event.preventDefault();
  const row = step.closest('li'), rows = row.parentElement, up = step.name === 'up';
  if (up) row.previousElementSibling?.before(row); else row.nextElementSibling?.after(row);
  one('input', row).checked = true;
  step.focus();
  one('#said').textContent = rows.dataset.said.replace('#', one('label', row).textContent.trim()) + ' ' + ([...rows.children].indexOf(row) + 1);
});

// a choice is sent as it is made; what is only passed by with the arrow keys waits for Enter
let passing = false;
const choice = event => event.target.closest?.('.chooser select');
document.addEventListener('pointerdown', () => { passing = false; });
document.addEventListener('keydown', event => {
  if (choice(event)) passing = !event.altKey && (/^(Arrow|Page|Home|End)/.test(event.key) || event.key.trim().length === 1);
});
document.addEventListener('change', event => { if (choice(event) && !passing) event.target.form.requestSubmit(); });

// a link to what is folded opens it; in a form one writes at once
const unfold = () => {
  const target = location.hash.length > 1 && document.getElementById(decodeURIComponent(location.hash.slice(1)));
  const fold = target && target.closest('details');
  if (!fold) return;
  fold.open = true;
  if (target.matches('form')) one('input:not([type=hidden]), select, textarea', target)?.focus();
};
addEventListener('hashchange', unfold);
// the browser goes to the place by itself, and takes the focus along
addEventListener('load', () => requestAnimationFrame(unfold));
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

// cards of a board are dragged to another stage, which sends the form of the card; its choice and button do the same by key and touch
const draggable = () => all('.board-card:has(form)').forEach(card => { card.draggable = true; });
const over = stage => all('.board-stage.over').concat(stage ?? []).forEach(one => one.classList.toggle('over', one === stage));
let dragged;
draggable();
document.addEventListener('dragstart', event => {
  dragged = event.target.closest?.('.board-card[draggable=true]');
  if (!dragged) return;
  event.dataTransfer.effectAllowed = 'move';
  event.dataTransfer.setData('text/plain', '');
  dragged.classList.add('dragged');
});
document.addEventListener('dragover', event => {
  const stage = dragged && event.target.closest('.board-stage');
  over(stage);
  if (stage) event.preventDefault();
});
document.addEventListener('dragend', () => { dragged?.classList.remove('dragged'); dragged = null; over(null); });
document.addEventListener('drop', event => {
  const stage = dragged && event.target.closest('.board-stage');
  if (!stage) return;
  event.preventDefault();
  const form = one('form', dragged), choice = form.elements.stage;
  if (stage.contains(dragged)) return;
  choice.value = stage.dataset.stage;
  form.requestSubmit(one('button', form));
});

// work that goes on is fetched again until it rests; what is being written elsewhere on the page, and the focus, stay
const main = one('main');
const focusable = () => all('a, button, input:not([type=hidden]), select, textarea, summary, [tabindex]', main).filter(one => one.tabIndex >= 0);
const read = async answer => new DOMParser().parseFromString(await answer.text(), 'text/html');
const words = at => at.matches('button, summary') ? at.getAttribute('aria-label') ?? at.textContent : null;
const focused = () => {
  const at = document.activeElement, index = focusable().indexOf(at);
  const value = at.matches('button, [type=checkbox], [type=radio]') ? at.value : null;
  return index < 0 ? null : { index, id: at.id, name: at.name, value, href: at.getAttribute('href'), text: words(at) };
};
// back to what had the focus, by its name, address or words or else by its place; what is gone or folded away gives way to what stands before it
const resume = ({ index, id, name, value, href, text }) => {
  const now = focusable();
  const named = one => name ? one.name === name && (value === null || one.value === value) : text && words(one) === text;
  const same = now.filter(one => id ? one.id === id : href ? one.getAttribute('href') === href : named(one));
  // of several such buttons the one that says the same, for its row may have moved; else the nearest one
  const far = one => (text && words(one) !== text ? now.length : 0) + Math.abs(now.indexOf(one) - index);
  const near = same.sort((a, b) => far(a) - far(b))[0];
  for (let i = near ? now.indexOf(near) : Math.min(index, now.length - 1); i >= 0; i--) {
    now[i].focus({ preventScroll: true });
    if (document.activeElement === now[i]) return now[i];
  }
  main.focus({ preventScroll: true });
  return main;
};
const swap = (page, sent) => {
  const place = focused();
  main.replaceChildren(...one('main', page).childNodes);
  document.title = page.title;
  // what is shown only once, such as a new key, is what one goes on with
  const told = one('[data-told]', main);
  const at = !told && place ? resume(place) : null;
  if (told) told.focus();
  // whoever sent a form goes on where the focus is, though what was added pushed it away; a page that is only fetched again does not move
  if (sent && at && at !== main) at.scrollIntoView({ block: 'nearest' });
  confirmations(main);
  draggable();
};
// the same for a page that is shown anew: sorted, filtered, with one more line; whoever uses a mouse has no need of it
const KEPT = 'gallra.focus';
addEventListener('pagehide', () => {
  const place = document.activeElement.matches(':focus-visible') && focused();
  // no words and no addresses of people are kept
  if (place) session.set(KEPT, JSON.stringify({ ...place, text: null, href: place.href?.startsWith('/') ? place.href : null, path: location.pathname }));
});
addEventListener('pageshow', () => {
  const last = JSON.parse(session.get(KEPT) ?? '{}');
  session.drop(KEPT);
  if (last.path !== location.pathname || document.activeElement !== document.body) return;
  const place = resume(last);
  if (!location.hash) place.scrollIntoView({ block: 'nearest' });
});
const follow = () => { if (one('[data-refresh]')) setTimeout(again, 2000); };
const again = async () => {
  if (document.hidden) return follow();
  let answer, page;
  try {
    answer = await fetch(location.href);
    page = await read(answer);
  } catch { return follow(); }
  if (!answer.ok || answer.redirected || !one('main', page)) return location.reload();
  swap(page);
  follow();
};
follow();

// a form that moves something says where it went, or why not, and the focus goes with what was moved
const announce = form => {
  if (!form.dataset.said) return;
  const wrong = one('[role=alert]', main), choice = one('select', form);
  one('#said').textContent = wrong ? wrong.textContent : form.dataset.said.replace('#', choice?.selectedOptions[0]?.text ?? '');
  const moved = document.getElementById(form.id);
  if (moved) one('button', moved)?.focus({ preventScroll: true });
};

// the forms of panels and settings pages: the page does not jump, and what is wrong is said above what was written, which stays;
// a form that fills its page (data-guard) is sent as it is, for the page says what is wrong at each field
document.addEventListener('submit', async event => {
  const form = event.target, button = event.submitter;
  if (!form.elements._return || form.hasAttribute('data-guard') || !main?.contains(form) || one('#list') || form.enctype.startsWith('multipart/')) return;
  event.preventDefault();
  if (form.getAttribute('aria-busy')) return;
  form.setAttribute('aria-busy', 'true');
  const say = (text, fields = []) => {
    all('.form-error', form).forEach(last => last.remove());
    all('[aria-invalid]', form).forEach(right => { right.removeAttribute('aria-invalid'); right.removeAttribute('aria-describedby'); });
    const wrong = fields.map(field => form.elements[field]).filter(field => field?.labels && field.type !== 'hidden');
    wrong.forEach(field => { field.setAttribute('aria-invalid', 'true'); field.setAttribute('aria-describedby', 'form-error'); });
    const note = document.createElement('p');
    note.className = 'note danger form-error';
    note.id = 'form-error';
    note.setAttribute('role', 'alert');
    note.tabIndex = -1;
    const names = wrong.map(field => field.labels[0]?.textContent.trim()).filter(Boolean);
    note.textContent = names.length ? `${names.join(', ')}: ${text}` : text;
    form.prepend(note);
    (wrong[0] ?? note).focus();
    form.dispatchEvent(new Event('input'));
  };
  try {
    const body = new URLSearchParams(new FormData(form));
    if (button?.name) body.append(button.name, button.value);
    const action = button?.hasAttribute('formaction') ? button.formAction : form.action;
    const answer = await fetch(action, { method: 'POST', body, headers: { Accept: 'text/html' } });
    const page = await read(answer), path = new URL(answer.url).pathname;
    if (path === '/ui/login') say(document.body.dataset.expired);
    else if (!answer.ok) say((one('[role=alert]', page) ?? one('main h1 + p', page) ?? one('main h1', page))?.textContent ?? page.title, answer.headers.get('Gallra-Fields')?.split(' '));
    else if (answer.redirected && path !== location.pathname) location.assign(answer.url);
    else {
      swap(page, true);
      announce(form);
      history.replaceState(null, '', answer.redirected ? answer.url : location.href);
      follow();
    }
  } catch { say(document.body.dataset.offline); }
  form.removeAttribute('aria-busy');
});

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
