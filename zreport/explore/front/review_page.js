// The review as a page of a server on this machine, which knows the page by its cookie.
function zreportReviewPage() {
  // The token is in the cookie; it need not stand in the address any longer.
  history.replaceState(null, "", location.pathname);
  const ask = async (message) => {
    const body = JSON.stringify(message);
    const answer = await fetch("do", { method: "POST", headers: { "Content-Type": "application/json" }, body });
    return answer.json();
  };
  zreportReview(document.querySelector("main"), JSON.parse(document.getElementById("zreport-content").textContent), ask);
}
