/** Options of the Remix plugin, read by vite.config.ts. @type {import('@remix-run/dev').VitePluginConfig} */
export default {
  appDirectory: 'app',
  // deploy/build.mjs builds beside the build that is in use.
  buildDirectory: process.env.REMIX_BUILD_FOLDER ?? 'build/remix',
  serverModuleFormat: 'esm',
  future: {
    v3_fetcherPersist: true,
    v3_lazyRouteDiscovery: true,
    v3_relativeSplatPath: true,
    v3_routeConfig: false,
    v3_singleFetch: true,
    v3_throwAbortReason: true,
  },
};
