/** What reads charts. A bundle of its own, loaded where there is a chart: with the rest it would make every start longer. */
export { leftText, remedies } from '../helm-values/index.ts';
export { helmProgram } from '../host/index.ts';
export { chartOverlay } from './charts/chart-overlay.ts';
export { readDeployments } from './charts/deployments.ts';
export { readCharts } from './charts/read-charts.ts';
