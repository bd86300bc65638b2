// Shows what the company answers without a reload, unless somebody is writing here.
const SECONDS = 4;

async function refresh() {
    const shown = document.getElementById("conversations");
    if (!shown || shown.querySelector("details[open]") || document.hidden) {
        return;
    }
    const response = await fetch(window.location.href);
    const text = await response.text();
    const page = new DOMParser().parseFromString(text, "text/html");
    const fresh = page.getElementById("conversations");
    if (fresh && fresh.innerText !== shown.innerText) {
        shown.replaceWith(document.adoptNode(fresh));
    }
}

setInterval(refresh, SECONDS * 1000);
