// The page's own script. ECharts comes as a bundled file and is given parsed JSON only: no text is ever run.

export function timeZone() {
  return Intl.DateTimeFormat().resolvedOptions().timeZone;
}

export function startClock() {
  const show = () => {
    const now = new Date();
    for (const clock of document.querySelectorAll('[data-clock]')) {
      clock.textContent = now.toLocaleTimeString('en-GB');
      clock.title = now.toISOString().slice(0, 19).replace('T', ' ') + ' UTC';
    }
  };
  show();
  setInterval(show, 1000);
}

// Asks the hub's API as whoever is signed in. Answers null, or in words why nothing was done.
export async function ask(method, address, body, expected) {
  const headers = { 'Content-Type': 'application/json' };
  if (expected !== null) {
    headers['If-Match'] = `"${expected}"`;
  }
  try {
    const answer = await fetch(address, { method, headers, body });
    if (answer.ok) {
      return null;
    }
    const problem = await answer.json().catch(() => null);
    return problem?.detail ?? `The hub answered ${answer.status}.`;
  } catch {
    return 'The hub did not answer: nobody knows whether it was done.';
  }
}

export async function openMap(element, options, owner) {
  const answer = await fetch('console/district');
  if (!answer.ok) {
    throw new Error(`The district's cells could not be loaded: ${answer.status}`);
  }
  echarts.registerMap('district', await answer.json());

  const chart = echarts.init(element);
  chart.setOption(JSON.parse(options));
  chart.on('click', event => {
    if (event.data && event.data.link) {
      owner.invokeMethodAsync('Follow', event.data.link);
    }
  });

  const resizing = new ResizeObserver(() => chart.resize());
  resizing.observe(element);
  return {
    update: text => chart.setOption(JSON.parse(text)),
    close: () => {
      resizing.disconnect();
      chart.dispose();
    },
  };
}
