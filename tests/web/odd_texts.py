"""Numbers and names that two languages are likely to write differently."""

import math
import random

SPOKEN = [
    "Mazda RX4", "Merc 450SLC — a long name that goes on and on for ever and ever, and a little more than that", "",
    "   ", "a\tb\n c", "東京タワー", "東京" * 30, "naïve", "e\u0301" * 12, "الرياض", "مكة 24", "שלום עולם " * 6,
    "x\u2028y",
    "👩\u200d🚀 crew", "<img onerror=alert(1)>", "\x1b[31mred", "\x00", "\u202eevil", "\ufeffbom", "\x85next\x1cline",
    "\u2068مكة\u2069 and x", "\u2068a\u2069", "\u2068", "a" * 200, "🇩🇪 flag", "ก็ไทย", "\U000e0001tag", "½", "ｆｕｌｌ",
    "a\xa0b", "\u3000wide\u3000", "\ud7ff", "हिन्दी में नाम", "ℵ", "۱۲۳", "٣٤", "\U00010900", "(blank)", "a-\xadb",
]  # fmt: skip


def odd_numbers(count=3_000):
    """Numbers of every size, ties and neighbours of ties and of powers of ten among them."""
    rng = random.Random(17)
    found = [0.0, 0.145, 188.5, 1.005, 2.675, 0.3 - 0.2, 999.9999999999999, 1e-7, 123456789012345.5]
    found += [100000000000000.5, 100000000000001.5, 99999999999999.95, 9999999999995.0, 1000000000005.0]
    for power in range(-12, 16):
        exact = float(f"1e{power}")
        found += [exact, math.nextafter(exact, 0), math.nextafter(exact, 1e300), 3 * exact, 9.995 * exact]
    while len(found) < count:
        size = 10.0 ** rng.uniform(-9, 14)
        digits = rng.randrange(0, 17)
        found.append(
            rng.choice([size, float(f"{size:.{digits}g}"), float(round(size)), float(round(size)) + 0.5])
        )
    return [sign * value for value in found for sign in (1, -1)]
