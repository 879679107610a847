// What stands in a document: [namespace, tag, {attribute: value}] of each element, the addresses in
// it as a browser resolves them, and what scripts say. `source` is the text as it came, parsed
// again without scripting, so that noscript is looked into, too.
(source) => {
  const ADDRESSES = ["href", "src", "action", "formaction", "data", "poster", "cite", "background",
    "longdesc", "manifest", "ping", "usemap", "codebase", "xlink:href", "lowsrc", "dynsrc"];
  const scheme = (value) => {
    try { return new URL(value, location.href).protocol; } catch { return "none:"; }
  };
  const read = (root) => {
    const elements = [], addresses = [], data = [];
    const walk = (node) => {
      for (const element of node.querySelectorAll("*")) {
        const attributes = {};
        for (const one of element.attributes) {
          attributes[one.name] = one.value;
          if (ADDRESSES.includes(one.name)) addresses.push([element.localName, one.name, scheme(one.value)]);
        }
        elements.push([element.namespaceURI || "", element.localName, attributes]);
        if (element.localName === "script") {
          let fault = "";
          if ((element.getAttribute("type") || "") === "application/ld+json") {
            try { JSON.parse(element.textContent); } catch (error) { fault = String(error); }
          } else if (element.textContent.trim()) fault = "code in the page";
          data.push(fault);
        }
        if (element.localName === "template") walk(element.content);
        if (element.shadowRoot) walk(element.shadowRoot);
      }
    };
    walk(root);
    return { elements, addresses, faults: data.filter(Boolean) };
  };
  return {
    live: read(document),
    still: read(new DOMParser().parseFromString(source, "text/html")),
  };
}
