// Shows the API by its OpenAPI document. The addresses are those beside this page, wherever a proxy puts it.
SwaggerUIBundle({
  url: new URL("api/openapi.json", document.baseURI).href,
  dom_id: "#reference",
  deepLinking: true,
  layout: "BaseLayout",
  presets: [SwaggerUIBundle.presets.apis],
  validatorUrl: null, // the document is shown to nobody else
});
