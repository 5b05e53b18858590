"""Pictures: functions from values to SVG or HTML, without reading or asking anything."""
