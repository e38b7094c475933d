# Opens DIR/timetable.html in Chromium and carries out the steps given as `verb:argument`; prints what each one sees.
import base64, json, sys, time
from selenium import webdriver
from selenium.webdriver.chrome.service import Service
from selenium.webdriver.common.by import By

chromium, driver_path, folder, steps = sys.argv[1], sys.argv[2], sys.argv[3], sys.argv[4:]
options = webdriver.ChromeOptions()
options.binary_location = chromium
for flag in ['--headless=new', '--no-sandbox', '--disable-gpu', '--window-size=1200,900', '--force-device-scale-factor=1', '--hide-scrollbars']:
    options.add_argument(flag)
options.set_capability('goog:loggingPrefs', {'browser': 'ALL', 'performance': 'ALL'})
driver = webdriver.Chrome(options=options, service=Service(driver_path))
page = 'file://' + folder + '/timetable.html'
try:
    driver.get(page)
    for step in steps:
        verb, argument = step.split(':', 1)
        if verb == 'search':
            driver.get(page + '#') if '#' in driver.current_url and not driver.current_url.endswith('#') else None
            field = driver.find_element(By.ID, 'search')
            field.clear()
            field.send_keys(argument)
        elif verb == 'click':
            driver.find_element(By.CSS_SELECTOR, argument).click()
        elif verb == 'go':
            driver.get(page + argument)
        elif verb == 'count':
            print('count', len(driver.find_elements(By.CSS_SELECTOR, argument)))
        elif verb == 'text':
            print('text', driver.find_element(By.CSS_SELECTOR, argument).text)
        elif verb == 'phone':
            driver.execute_cdp_cmd('Emulation.setDeviceMetricsOverride', {'width': 390, 'height': 844, 'deviceScaleFactor': 2, 'mobile': True})
        elif verb == 'size':
            width, height = map(int, argument.split('x'))
            driver.execute_cdp_cmd('Emulation.setDeviceMetricsOverride', {'width': width, 'height': height, 'deviceScaleFactor': 1, 'mobile': width < 600})
        elif verb == 'script':
            driver.execute_cdp_cmd('Page.addScriptToEvaluateOnNewDocument', {'source': argument})
        elif verb == 'wait':
            time.sleep(float(argument))
        elif verb == 'eval':
            print('eval', driver.execute_script('return ' + argument))
        elif verb == 'board':
            # What the screen of the hall says at this address: word, countdown, what follows, clock, rows in sight.
            driver.get('about:blank')
            driver.get(page + argument)
            for _ in range(50):
                if driver.find_elements(By.CSS_SELECTOR, '.now .controls, .now .wrong'):
                    break
                time.sleep(0.1)
            print('board', driver.execute_script("""
                const text = name => (document.querySelector('.now ' + name) || {textContent: ''}).textContent;
                const rows = [...document.querySelectorAll('.now .seats li')].map(row => [...row.children].map(c => c.textContent).join(' / '));
                return [text('.phase strong'), text('.left'), text('.follow'), text('.clock b'), ...rows].join(' | ');"""))
        elif verb == 'shot':
            time.sleep(0.2)
            driver.save_screenshot(f'{folder}/{argument}.png')
        elif verb == 'pdf':
            driver.set_script_timeout(60)
            pdf = driver.execute_cdp_cmd('Page.printToPDF', {'preferCSSPageSize': True, 'printBackground': True})
            open(f'{folder}/{argument}.pdf', 'wb').write(base64.b64decode(pdf['data']))
        elif verb == 'load':
            print('load', round(driver.execute_script('const n = performance.getEntriesByType("navigation")[0]; return n.loadEventEnd - n.startTime')))
        elif verb == 'log':
            print('console', [e['message'] for e in driver.get_log('browser')])
            sent = [json.loads(e['message'])['message'] for e in driver.get_log('performance')]
            urls = [m['params']['request']['url'] for m in sent if m['method'] == 'Network.requestWillBeSent']
            print('network', [u for u in urls if not u.startswith(('file:', 'data:'))])
finally:
    driver.quit()
