// Shows what the company answers without a reload, unless somebody is writing here.
const SECONDS = 4;

function isInUse(element) {
    return (
        element.querySelector("details[open]") ||
        element.contains(document.activeElement)
    );
}

async function refresh() {
    const shown = document.getElementById("conversations");
    if (!shown || document.hidden || isInUse(shown)) {
        return;
    }
    const response = await fetch(window.location.href);
    const text = await response.text();
    const page = new DOMParser().parseFromString(text, "text/html");
    const fresh = page.getElementById("conversations");
    if (fresh && fresh.textContent !== shown.textContent) {
        shown.replaceWith(document.adoptNode(fresh));
    }
}

setInterval(refresh, SECONDS * 1000);
