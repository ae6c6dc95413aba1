// The addresses are relative to the page, so that it also works below a proxy's path.
window.addEventListener("load", () => {
  window.ui = SwaggerUIBundle({
    url: "api-json",
    dom_id: "#swagger-ui",
    deepLinking: true,
    // Else the page would show the document to a validator on the internet.
    validatorUrl: null,
    presets: [SwaggerUIBundle.presets.apis],
    layout: "BaseLayout",
  });
});
