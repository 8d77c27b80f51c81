"""edu-dx: an education DX workbench for boards of education, built on Jupyter."""

__version__ = "0.1.0"
