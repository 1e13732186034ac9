// Every test gets its own instance of its class: what one does to a field, no other sees.
[assembly: FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
