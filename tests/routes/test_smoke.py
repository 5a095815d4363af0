def test_home(world, browser):
    karen = browser(world.karen)
    world.sheet()
    assert karen.open("/home").status_code == 200
    assert karen.sees("Your move")
    print(karen.page.text[:3000])

def test_demo(demo):
    assert demo.test_client().get("/demo/").status_code == 200
