"""The demo city みほん市: invented, seeded, and delivered as the raw files a board really gets."""

from edu_dx.demo.write import write_demo_city

__all__ = ["write_demo_city"]
