"""Apple's podcast categories with their subcategories, as its directory has them now."""

from __future__ import annotations

import difflib

CATEGORIES: dict[str, tuple[str, ...]] = {
    "Arts": ("Books", "Design", "Fashion & Beauty", "Food", "Performing Arts", "Visual Arts"),
    "Business": ("Careers", "Entrepreneurship", "Investing", "Management", "Marketing",
                 "Non-Profit"),
    "Comedy": ("Comedy Interviews", "Improv", "Stand-Up"),
    "Education": ("Courses", "How To", "Language Learning", "Self-Improvement"),
    "Fiction": ("Comedy Fiction", "Drama", "Science Fiction"),
    "Government": (),
    "History": (),
    "Health & Fitness": ("Alternative Health", "Fitness", "Medicine", "Mental Health", "Nutrition",
                         "Sexuality"),
    "Kids & Family": ("Education for Kids", "Parenting", "Pets & Animals", "Stories for Kids"),
    "Leisure": ("Animation & Manga", "Automotive", "Aviation", "Crafts", "Games", "Hobbies",
                "Home & Garden", "Video Games"),
    "Music": ("Music Commentary", "Music History", "Music Interviews"),
    "News": ("Business News", "Daily News", "Entertainment News", "News Commentary", "Politics",
             "Sports News", "Tech News"),
    "Religion & Spirituality": ("Buddhism", "Christianity", "Hinduism", "Islam", "Judaism",
                                "Religion", "Spirituality"),
    "Science": ("Astronomy", "Chemistry", "Earth Sciences", "Life Sciences", "Mathematics",
                "Natural Sciences", "Nature", "Physics", "Social Sciences"),
    "Society & Culture": ("Documentary", "Personal Journals", "Philosophy", "Places & Travel",
                          "Relationships"),
    "Sports": ("Baseball", "Basketball", "Cricket", "Fantasy Sports", "Football", "Golf", "Hockey",
               "Rugby", "Running", "Soccer", "Swimming", "Tennis", "Volleyball", "Wilderness",
               "Wrestling"),
    "Technology": (),
    "True Crime": (),
    "TV & Film": ("After Shows", "Film History", "Film Interviews", "Film Reviews", "TV Reviews"),
}  # fmt: skip
"""Every category and its subcategories, in Apple's spelling."""

PARENTS: dict[str, str] = {sub: name for name, subs in CATEGORIES.items() for sub in subs}
"""The category of each subcategory."""

OBSOLETE: dict[str, str] = {
    "Automotive": "Leisure > Automotive",
    "Aviation": "Leisure > Aviation",
    "Business News": "News > Business News",
    "Fashion & Beauty": "Arts > Fashion & Beauty",
    "Food": "Arts > Food",
    "Games & Hobbies": "Leisure > Hobbies",
    "Gadgets": "Technology",
    "Government & Organizations": "Government",
    "Health": "Health & Fitness",
    "Hobbies": "Leisure > Hobbies",
    "Home & Garden": "Leisure > Home & Garden",
    "Investing": "Business > Investing",
    "K-12": "Education",
    "Kids": "Kids & Family",
    "Literature": "Arts > Books",
    "Local": "Government",
    "Management & Marketing": "Business > Management",
    "National": "Government",
    "News & Politics": "News",
    "Other": "Leisure > Hobbies",
    "Other Games": "Leisure > Games",
    "Outdoor": "Sports > Wilderness",
    "Podcasting": "Technology",
    "Professional": "Sports",
    "Regional": "Government",
    "Religion": "Religion & Spirituality > Religion",
    "Science & Medicine": "Science",
    "Self-Help": "Health & Fitness > Mental Health",
    "Shopping": "Business",
    "Social Sciences": "Science > Social Sciences",
    "Software How-To": "Technology",
    "Spirituality": "Religion & Spirituality > Spirituality",
    "Sports & Recreation": "Sports",
    "Tech News": "News > Tech News",
    "Training": "Education > Courses",
    "Travel": "Society & Culture > Places & Travel",
    "College & High School": "Sports",
    "Amateur": "Sports",
    "Educational Technology": "Education",
    "Educational": "Education",
    "Higher Education": "Education",
    "Language Courses": "Education > Language Learning",
    "Natural History": "Science > Nature",
    "Non-profit": "Business > Non-Profit",
    "Philosophy": "Society & Culture > Philosophy",
}
"""Categories that Apple gave up in 2019 (or never had at the top), and what took their place."""


def nearest(text: str) -> str:
    """Which category somebody may have meant, or all that there are, in words for a hint."""
    folded = {name.casefold(): name for name in CATEGORIES}
    subs = {name.casefold(): f"{parent} > {name}" for name, parent in PARENTS.items()}
    names = {**subs, **folded}
    word = text.strip().casefold().replace(" and ", " & ")
    # Who writes a part of a name means that name, and a category before a subcategory.
    near = [name for name in (*folded, *subs) if len(word) > 2 and name.startswith(word)]
    near = near or difflib.get_close_matches(word, names, n=1, cutoff=0.6)
    return f'did you mean "{names[near[0]]}"?' if near else f"one of: {', '.join(CATEGORIES)}"
