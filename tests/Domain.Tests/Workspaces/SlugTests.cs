using ChatFlow.Domain.Workspaces;

namespace ChatFlow.Domain.Tests.Workspaces;

public class SlugTests
{
    private static readonly Guid Id = Guid.Parse("01a1f4fb-ab63-7ac4-a381-d593bed77d30");

    [TestCase("General", "general")]
    [TestCase("  Release 2.4 / Notes! ", "release-2-4-notes")]
    [TestCase("Straße & Café", "stra-e-cafe")]
    [TestCase("общий", "d593bed77d30")]
    public void Slug_IsMadeFromTheName_OrTheIdWhenNothingIsLeft(string name, string slug)
    {
        Assert.That(Slug.From(name, Id), Is.EqualTo(slug));
        Assert.That(Slug.IsValid(slug), Is.True);
    }

    [TestCase("")]
    [TestCase("Upper")]
    [TestCase("a b")]
    [TestCase("ä")]
    public void Slug_OfOtherCharacters_IsNotValid(string slug) => Assert.That(Slug.IsValid(slug), Is.False);
}
