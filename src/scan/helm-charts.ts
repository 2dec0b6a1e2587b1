/** What reads charts. A bundle of its own, loaded where there is a chart: with the rest it would make every start longer. */
export { helmProgram } from '../host/index.ts';
export { readDeployments } from './charts/deployments.ts';
export { readCharts } from './charts/read-charts.ts';
