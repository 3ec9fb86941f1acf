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

export async function openMap(element, options, owner) {
  const answer = await fetch('api/v1/grids');
  if (!answer.ok) {
    throw new Error(`The district's cells could not be loaded: ${answer.status}`);
  }
  const cells = await answer.json();
  for (const { properties } of cells.features) {
    properties.name = properties.code;
  }
  echarts.registerMap('district', cells);

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
