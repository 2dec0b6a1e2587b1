// Required before a program: what its process has used is printed when it ends, as a line of JSON.
const { isMainThread } = require('node:worker_threads');

if (isMainThread)
  process.on('exit', () => {
    const { userCPUTime, systemCPUTime, maxRSS } = process.resourceUsage();
    console.error(JSON.stringify({ cpu: (userCPUTime + systemCPUTime) / 1000, maxRSS }));
  });
