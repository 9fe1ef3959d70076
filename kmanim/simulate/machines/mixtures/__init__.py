"""Mixtures of Gaussians: who is responsible for whom, the maximum that follows, and when a component is none."""
