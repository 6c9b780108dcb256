// A stand-in for a cluster process: answers heartbeats and behaves as its first argument says.
const [mode] = process.argv.slice(2);
process.on('message', (message) => {
  if (message.beat) process.send({ answer: message.beat });
});
process.on('disconnect', () => process.exit(0));
if (mode === 'dies') process.exit(3);
if (mode === 'fenced') process.exit(75);
if (mode === 'stubborn') process.on('SIGTERM', () => {});
if (mode !== 'never-ready') process.send({ ready: true });
if (mode === 'closes-channel') {
  process.removeAllListeners('disconnect');
  process.disconnect();
}
setInterval(() => {}, 1_000);
