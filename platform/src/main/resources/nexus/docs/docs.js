// Shows the contract of the engine that served this page; nothing is loaded from elsewhere.
window.SwaggerUIBundle({
  url: "/api/openapi.json",
  dom_id: "#contract",
  deepLinking: true,
  docExpansion: "none",
  validatorUrl: null,
});
