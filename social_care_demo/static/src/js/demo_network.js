// Shows what the company answers without a reload, unless somebody is writing here.
const SECONDS = 4;
const LINK = /(https?:\/\/\S*[^\s.,;:!?)])/;

function isInUse(element) {
    return (
        element.querySelector("details[open]") ||
        element.contains(document.activeElement)
    );
}

function makeLink(href) {
    const link = document.createElement("a");
    Object.assign(link, {href, textContent: href, target: "_blank", rel: "noopener"});
    return link;
}

/** Lets the customer open what the company sends, such as a one-time link. */
function addLinks(root) {
    for (const text of root?.querySelectorAll(".text") || []) {
        const parts = text.textContent.split(LINK);
        text.replaceChildren(
            ...parts.map((part, index) => (index % 2 ? makeLink(part) : part))
        );
    }
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
        addLinks(fresh);
        shown.replaceWith(document.adoptNode(fresh));
    }
}

addLinks(document.getElementById("conversations"));
setInterval(refresh, SECONDS * 1000);
