// Keeps a page true while it is open. Everything works without it, only later.
'use strict';
(() => {
  const main = document.getElementById('main');
  const log = document.getElementById('log');
  const follow = document.getElementById('follow');
  const connection = document.getElementById('connection');
  let shown = null;
  let refreshing = null;

  // Times: the server writes UTC, people think in their own zone.
  const clock = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit', second: '2-digit' });
  const day = new Intl.DateTimeFormat('en-CA', { year: 'numeric', month: '2-digit', day: '2-digit' });

  function localize(root) {
    for (const time of root.querySelectorAll('time[data-shown]')) {
      const at = new Date(time.dateTime);
      const full = `${day.format(at)} ${clock.format(at)}`;
      if (time.dataset.shown === 'full') time.textContent = full;
      else time.title = full;
      if (time.dataset.shown === 'clock') time.textContent = clock.format(at);
    }
  }

  function duration(ms) {
    const s = Math.max(0, Math.floor(ms / 1000));
    if (s < 60) return `${s} s`;
    if (s < 3600) return `${Math.floor(s / 60)} min ${s % 60} s`;
    if (s < 86400) return `${Math.floor(s / 3600)} h ${Math.floor(s / 60) % 60} min`;
    return `${Math.floor(s / 86400)} d ${Math.floor(s / 3600) % 24} h`;
  }

  function tick() {
    const now = Date.now();
    for (const since of main.querySelectorAll('[data-since]')) since.textContent = duration(now - new Date(since.dataset.since));
    for (const left of main.querySelectorAll('[data-left]')) {
      const ms = new Date(left.dataset.left) - now;
      left.textContent = ms > 0 ? ` (${duration(ms + 999)} left)` : '';
    }
  }

  function say(text) {
    connection.textContent = text;
    connection.hidden = text === '';
  }

  // Replaces what can change and nothing else: the log, its place and the reader's place stay.
  async function refresh() {
    const response = await fetch(location.pathname, { headers: { Accept: 'text/html' }, cache: 'no-store' });
    if (response.status === 401) return location.reload();
    if (!response.ok) throw new Error(`status ${response.status}`);
    const fresh = new DOMParser().parseFromString(await response.text(), 'text/html').getElementById('live');
    say('');
    if (fresh === null || fresh.innerHTML === shown) return;
    shown = fresh.innerHTML;
    const focused = document.activeElement?.id;
    const live = document.getElementById('live');
    const scrolled = [...live.querySelectorAll('pre, .table')].map((box) => [box.scrollLeft, box.scrollTop]);
    // What somebody has begun to write stays theirs.
    for (const input of live.querySelectorAll('input[id]')) {
      const same = fresh.querySelector(`#${CSS.escape(input.id)}`);
      if (same) same.value = input.value;
    }
    localize(fresh);
    live.replaceWith(document.adoptNode(fresh));
    [...fresh.querySelectorAll('pre, .table')].forEach((box, i) => scrolled[i] && ([box.scrollLeft, box.scrollTop] = scrolled[i]));
    if (focused && document.activeElement?.id !== focused) document.getElementById(focused)?.focus({ preventScroll: true });
    tick();
  }

  // Many events that come together are answered by one look; one that comes during a look is answered by the next.
  function refreshSoon() {
    if (refreshing !== null) return void (refreshing.again = true);
    const mine = (refreshing = { again: false });
    setTimeout(() => {
      mine.again = false;
      refresh()
        .catch(() => say('The server does not answer. Trying again …'))
        .finally(() => {
          refreshing = null;
          if (mine.again) refreshSoon();
        });
    }, 100);
  }

  // Colours and other terminal sequences are not for a page (see PlainText.cs).
  const sequence = /(?:\x1b\[|\x9b)[0-?]*[ -/]*[@-~]|\x1b[\]PX^_][^\x07\x1b]*(?:\x07|\x1b\\)?|\x1b[ -/]*[0-~]?|[\x00-\x08\x0b-\x1f\x7f-\x9f]/g;

  function part(name, className, text) {
    const element = document.createElement(name);
    element.className = className;
    element.textContent = text;
    return element;
  }

  function append(line) {
    if (line.seq <= Number(log.dataset.last)) return;
    log.dataset.last = line.seq;
    const time = part('time', '', '');
    time.dateTime = line.at;
    time.dataset.shown = 'clock';
    const row = part('div', 'line', '');
    row.append(time, part('span', 'of', line.step), part('span', 'text', line.text.replace(sequence, '')));
    localize(row);
    log.append(row);
    if (log.childElementCount > Number(log.dataset.keep)) {
      log.firstElementChild.remove();
      document.getElementById('more').hidden = false;
    }
    if (follow.checked) log.scrollTop = log.scrollHeight;
  }

  function watch() {
    const events = new EventSource(main.dataset.events);
    events.addEventListener('open', () => say(''));
    events.addEventListener('log', (event) => append(JSON.parse(event.data)));
    events.addEventListener('run', refreshSoon);
    events.addEventListener('end', () => {
      events.close();
      refreshSoon();
    });
    events.addEventListener('error', () => {
      say('The connection to the server is lost. Trying again …');
      // A browser gives up for good when the answer was an error; it is asked again, and whether one is still signed in as well.
      if (events.readyState === EventSource.CLOSED) {
        refreshSoon();
        setTimeout(watch, 5000);
      }
    });
  }

  localize(document);
  tick();
  if (main.dataset.events) {
    follow.parentElement.hidden = false;
    follow.addEventListener('change', () => follow.checked && (log.scrollTop = log.scrollHeight));
    // Whoever scrolls back wants to read, whoever scrolls to the end wants to follow.
    log.addEventListener('scroll', () => (follow.checked = log.scrollTop + log.clientHeight >= log.scrollHeight - 24));
    log.scrollTop = log.scrollHeight;
    setInterval(tick, 1000);
    watch();
  } else if (main.dataset.reload) {
    setInterval(tick, 1000);
    setInterval(() => document.hidden || refreshSoon(), Number(main.dataset.reload) * 1000);
    document.addEventListener('visibilitychange', () => document.hidden || refreshSoon());
  }
})();
