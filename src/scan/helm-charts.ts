/** What reads charts. A bundle of its own, loaded where there is a chart: with the rest it would make every start longer. */
import { runAsChartThread } from './charts/chart-thread.ts';

export { leftText, remedies } from '../helm-values/index.ts';
export { helmProgram } from '../host/index.ts';
export { chartOverlay } from './charts/chart-overlay.ts';
export { readDeployments } from './charts/deployments.ts';
export { findInstallations } from './charts/installations.ts';
export { readCharts } from './charts/read-charts.ts';
export { releasePlanner } from './charts/release-overlay.ts';

runAsChartThread();
