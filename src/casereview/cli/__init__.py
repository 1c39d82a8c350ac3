"""The commands: one module each. They hold no rule of the domain and import what they need when they run."""
