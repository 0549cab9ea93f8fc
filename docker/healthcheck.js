/* Ends with 0 when the service beside it takes requests, and with 1 when it does not, saying why. */
const { PORT = '3000' } = process.env;

try {
  // Docker stops the check itself when it takes too long.
  const answer = await fetch(`http://127.0.0.1:${PORT}/health/ready`);
  console.log(`${answer.status} ${await answer.text()}`);
  process.exitCode = answer.ok ? 0 : 1;
} catch (error) {
  console.error(error.cause?.message ?? error.message);
  process.exitCode = 1;
}
