/** The settings that hold after all layers, as key=value, sorted by key. */
function mergeLayers(layers) {
  return [];
}
