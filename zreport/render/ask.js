// Asks Python, from JupyterLab: returns a function that sends a message and promises the answer,
// with the bytes that came beside it, if any.
function zreportAsker(model) {
  const waiting = new Map();
  const own = Math.random().toString(36).slice(2);
  let count = 0;
  model.on("msg:custom", (answer, buffers) => {
    const settle = waiting.get(answer.asked);
    if (!settle) return;
    waiting.delete(answer.asked);
    settle({ ...answer, bytes: buffers && buffers.length ? buffers[0] : null });
  });
  return (message) =>
    new Promise((settle) => {
      const asked = own + ++count;
      waiting.set(asked, settle);
      model.send({ ...message, asked });
    });
}
