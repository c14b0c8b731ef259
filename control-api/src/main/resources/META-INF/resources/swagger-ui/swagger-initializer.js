window.onload = () => {
  window.ui = SwaggerUIBundle({
    url: '/v3/api-docs',
    dom_id: '#swagger-ui',
    deepLinking: true,
    presets: [SwaggerUIBundle.presets.apis, SwaggerUIStandalonePreset],
    layout: 'StandaloneLayout',
    operationsSorter: 'alpha',
    tagsSorter: 'alpha',
    persistAuthorization: false,
    // Nobody else is asked about the document.
    validatorUrl: '',
  });
};
